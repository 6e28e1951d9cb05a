export {
  deriveKey,
  type Environment,
  type InstallationKey,
  type KeyPlaces,
  keyPlace,
  readKey,
  readOrMakeKey,
} from "./key.ts";
export { type SealedPlace, seal, unseal } from "./seal.ts";
