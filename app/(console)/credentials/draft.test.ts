import { describe, expect, it } from "vitest";
import { changed, draftOf, inputOf, newCredential, problemsOf } from "./draft.ts";

const holds = { password: true, enable: true, privateKey: false, passphrase: false };
const typed = (password: string) => ({ ...newCredential.secrets, password });

describe("a new credential in its form", () => {
  it("is called by its user until a person names it", () => {
    const first = changed(newCredential, { username: "ada" }, []);
    expect(first.name).toBe("ada");
    expect(changed(first, { username: "adam" }, ["Adam", "adam 2"]).name).toBe("adam 3");
    const named = changed(first, { name: "lab", nameChosen: true }, []);
    expect(changed(named, { username: "eve" }, []).name).toBe("lab");
  });

  it("needs a user and a password or a key", () => {
    expect(Object.keys(problemsOf(newCredential, null)).sort()).toEqual([
      "name",
      "password",
      "username",
    ]);
    const ada = { ...draftOf({ name: "lab", username: "ada" }), secrets: typed("canary") };
    expect(problemsOf(ada, null)).toEqual({});
    const key = { ...ada, secrets: { ...typed(""), privateKey: "no key" } };
    expect(problemsOf(key, null)).toEqual({ privateKey: expect.stringContaining("-----BEGIN") });
  });
});

describe("a stored credential in its form", () => {
  const draft = draftOf({ name: "lab", username: "ada" });

  it("mentions no secret that was not typed", () => {
    expect(inputOf(draft)).toEqual({ name: "lab", username: "ada" });
    expect(inputOf({ ...draft, secrets: typed("canary") })).toEqual({
      name: "lab",
      username: "ada",
      password: "canary",
    });
    expect(problemsOf(draft, holds)).toEqual({});
  });

  it("takes away what was marked, but not the last thing to sign in with", () => {
    expect(inputOf({ ...draft, dropped: ["enable"] }).enable).toBeNull();
    expect(problemsOf({ ...draft, dropped: ["enable"] }, holds)).toEqual({});
    expect(problemsOf({ ...draft, dropped: ["password"] }, holds)).toHaveProperty("password");
  });
});
