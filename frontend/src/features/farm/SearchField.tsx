import { Field } from '@/features/settings/fields';

/** What the fields of a search look like. */
export const searchLook =
  'h-9 w-full min-w-0 rounded-full bg-raised px-3.5 text-base text-ink shadow-soft outline-none placeholder:text-muted focus-visible:ring-1 focus-visible:ring-accent sm:text-sm';

type SearchFieldProps = { label: string; value: string; onValue: (value: string) => void };

/** A field of a search that takes any words. */
export function SearchField({ label, value, onValue }: SearchFieldProps) {
  return (
    <Field label={label}>
      <input value={value} onChange={({ target }) => onValue(target.value)} className={searchLook} />
    </Field>
  );
}
