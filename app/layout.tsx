import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Toaster } from "#components/ui/toast";
import { TooltipProvider } from "#components/ui/tooltip";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Holdfast", template: "%s – Holdfast" },
  description: "Backups of this machine, verified.",
  icons: { icon: { url: "/icon.svg", type: "image/svg+xml" } },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fafa" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1112" },
  ],
};

/** The theme is a cookie, so the first byte already has the right colours and no script is needed. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("holdfast-theme")?.value;
  return (
    <html
      lang="en"
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body className="font-sans">
        <TooltipProvider>{children}</TooltipProvider>
        <Toaster />
      </body>
    </html>
  );
}
