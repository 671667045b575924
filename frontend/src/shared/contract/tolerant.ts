import * as z from 'zod/mini';

// Zod's compiled parsers need `new Function`, which the page's Content-Security-Policy forbids.
z.config({ jitless: true });

/** Whatever is missing, null or of a foreign type reads as null: a newer gateway never breaks an older page. */
export const orNull = <T extends z.ZodMiniType>(schema: T) => z.catch(z.nullable(schema), null);

/** The same for what is left out where it has no meaning. */
export const orAbsent = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);

export const numberOr = (fallback: number) => z.catch(z.number(), fallback);

export const textOr = (fallback: string) => z.catch(z.string(), fallback);

/** A list that leaves out the items it can't read, instead of refusing all of them. */
export const listOf = <T extends z.ZodMiniType>(schema: T) =>
  z.catch(
    z.pipe(
      z.array(z.unknown()),
      z.transform((items): z.output<T>[] =>
        items.flatMap((item) => {
          const read = schema.safeParse(item);
          return read.success ? [read.data] : [];
        }),
      ),
    ),
    [],
  );
