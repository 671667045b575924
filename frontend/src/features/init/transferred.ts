/** A picture that was pasted or dropped: a file, or a finished picture of this app by its job. */
export type Transferred = { kind: 'file'; file: File } | { kind: 'job'; id: string };

type Carried = Pick<DataTransfer, 'files' | 'getData'>;

const PICTURE = /^\/api\/images\/([0-9a-f-]{36})$/;

/** The first picture that a paste or a drop carries; null where it carries none. */
export function transferred(carried: Carried | null, origin: string): Transferred | null {
  if (!carried) return null;
  const id = jobOf(carried.getData('text/uri-list'), origin);
  if (id) return { kind: 'job', id };
  const file = [...carried.files].find(({ type }) => type.startsWith('image/'));
  return file ? { kind: 'file', file } : null;
}

/** What a paste means as a picture. Text that comes with one, as from an office program, is the textarea's. */
export const pasted = (carried: Carried | null, origin: string): Transferred | null =>
  carried?.getData('text/plain') ? null : transferred(carried, origin);

/** Whether what is dragged could be a picture; what it is can be read only once it is dropped. */
export const carriesPicture = ({ types }: Pick<DataTransfer, 'types'>) =>
  types.includes('Files') || types.includes('text/uri-list');

function jobOf(address: string, origin: string): string | null {
  const [first = ''] = address.split(/\r?\n/);
  if (!URL.canParse(first)) return null;
  const url = new URL(first);
  return url.origin === origin ? (PICTURE.exec(url.pathname)?.[1] ?? null) : null;
}
