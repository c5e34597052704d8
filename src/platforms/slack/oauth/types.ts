import type { HTTPReceiverOptions } from '@slack/bolt'

/** Bolt brings @slack/oauth and names its types only inside its own options. */
type Installer = NonNullable<HTTPReceiverOptions['installerOptions']>
export type StateStore = NonNullable<Installer['stateStore']>
export type InstallationStore = NonNullable<HTTPReceiverOptions['installationStore']>
export type Installation = Parameters<InstallationStore['storeInstallation']>[0]
export type Callbacks = NonNullable<Installer['callbackOptions']>
