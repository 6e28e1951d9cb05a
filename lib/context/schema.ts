export { offsetMs, placeOf, wallOf } from "./zone.ts";
