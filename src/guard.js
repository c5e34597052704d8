import { setFlagsFromString } from 'node:v8'

// Plain JavaScript, loaded before anything else: an older Node could not even read the TypeScript that explains.
const [major] = process.versions.node.split('.').map(Number)
if (major < 26) {
  process.stderr.write(
    `Heroine needs Node 26 or newer, and this is Node ${process.versions.node}. ` +
      'Run it with "npm start" after "npm ci" (which brings its own Node), or install Node 26 from https://nodejs.org.\n',
  )
  process.exit(1)
}

// Node reads our TypeScript with WebAssembly, once, at the start; compiled anew for speed, it would keep 10 MB for ever.
setFlagsFromString('--wasm-tiering-budget=1000000000')
