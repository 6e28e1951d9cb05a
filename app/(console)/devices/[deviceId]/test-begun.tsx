"use client";

import { useEffect } from "react";

/** Takes the wish for a test out of the address: loading the page once more signs in nowhere. */
export function TestBegun() {
  useEffect(() => {
    const address = new URL(location.href);
    address.searchParams.delete("test");
    history.replaceState(null, "", address);
  }, []);
  return null;
}
