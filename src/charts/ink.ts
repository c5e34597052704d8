/** The card brings its own ground, so that it reads on a light page as on a dark one. */
export const card = '#fcfcfa'
export const border = '#c3cac7'
export const grid = '#d5dad7'
export const ink = '#1c2422'
export const quiet = '#4d5855'
/**
 * Told apart by people who see few colours, since they differ in hue and lightness alike, each with a contrast of at
 * least 4.5 with the card. Names beside the lines say which is which without any colour.
 */
export const colours = ['#0b4f9e', '#b8480b', '#5a5f66']
