import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link inside the console. Nothing is fetched before it is followed: pages are read anew whenever
 * something happens, and each time every link in sight would be fetched again with them.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
