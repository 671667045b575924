/** Imece's mark: many hands, one line. The same drawing as public/favicon.svg. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
      <path
        d="M2.5 26c3.5 0 2.3-11 5.5-11s2.4 8 4 8 .8-11.5 4-11.5 2.4 11.5 4 11.5.8-8 4-8 2 11 5.5 11"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="8" cy="10" r="2.2" fill="currentColor" />
      <circle cx="16" cy="6.5" r="2.2" fill="currentColor" />
      <circle cx="24" cy="10" r="2.2" fill="currentColor" />
    </svg>
  );
}
