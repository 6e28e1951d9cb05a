/** The mark: what holds kelp to the rock, a stem with its roots. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <rect width="24" height="24" rx="6.25" fill="var(--primary)" />
      <path
        d="M12 4.75V19M12 11.5c-.35 3.55-4.55 3.1-5.5 7.1M12 11.5c.35 3.55 4.55 3.1 5.5 7.1M12 8.1c-2.05.05-3.7-.85-4.4-2.7M12 8.1c2.05.05 3.7-.85 4.4-2.7"
        stroke="var(--primary-foreground)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  );
}
