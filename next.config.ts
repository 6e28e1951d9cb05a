import type { NextConfig } from "next";

const config: NextConfig = {
  // Loaded by Node itself: native code, and one copy of each for the whole process.
  serverExternalPackages: [
    "@libsql/client",
    "libsql",
    "drizzle-orm",
    "pino",
    "rotating-file-stream",
    "archiver",
    "yauzl",
    "ssh2",
  ],
  poweredByHeader: false,
  // Our own server type-checks in `npm run check`; a build on the user's machine need not again.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: false,
  turbopack: {
    // Which files a build would have to bring along is asked by nobody: it runs where it was made.
    ignoreIssue: [{ path: "**/lib/**", title: /Dynamic filesystem access/ }],
  },
  experimental: {
    // A configuration added by hand is as large as a collected one, and grows when it is encoded.
    serverActions: { bodySizeLimit: "40mb" },
  },
};

export default config;
