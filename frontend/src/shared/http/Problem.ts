import * as z from 'zod/mini';
import { listOf, orNull, textOr } from '@/shared/contract/tolerant';

const UNREADABLE = 'unreadable-answer';

const problemBody = z.object({
  code: orNull(z.string()),
  title: orNull(z.string()),
  detail: orNull(z.string()),
  errors: listOf(z.object({ field: textOr(''), message: textOr(''), allowed: z.optional(z.unknown()) })),
});

/** What is worth keeping of a problem. */
export const problemFields = z.object({
  status: z.number(),
  code: z.string(),
  detail: textOr(''),
  retryAfter: orNull(z.number()),
});

/** A call that did not succeed: the gateway's own words (RFC 9457), or `network` when it could not be reached. */
export class Problem extends Error {
  private constructor(
    readonly status: number,
    readonly code: string,
    /** The gateway's sentence; empty when it said nothing readable. */
    readonly detail: string,
    /** Seconds, from Retry-After. */
    readonly retryAfter: number | null,
  ) {
    super(detail || code);
    this.name = 'Problem';
  }

  static async of(response: Response): Promise<Problem> {
    const body = problemBody.safeParse(await response.json().catch(() => ({}))).data;
    const fields = body?.errors.map((error) => error.message).filter(Boolean) ?? [];
    const sentence = fields.length > 0 ? fields.join(' ') : (body?.detail ?? body?.title ?? '');
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return new Problem(
      response.status,
      body?.code ?? `http-${response.status}`,
      sentence,
      Number.isFinite(seconds) ? seconds : null,
    );
  }

  /** A problem of a page before this one. */
  static recalled({ status, code, detail, retryAfter }: z.infer<typeof problemFields>): Problem {
    return new Problem(status, code, detail, retryAfter);
  }

  static unreachable(): Problem {
    return new Problem(0, 'network', '', null);
  }

  static unreadable(): Problem {
    return new Problem(200, UNREADABLE, '', null);
  }

  /** Nothing answered: the call may have gone through, or not. */
  get isUnreachable(): boolean {
    return this.status === 0;
  }

  /** True when a call under an idempotency key is worth sending again: it may have gone through, or never arrived. */
  get passesUnderKey(): boolean {
    return this.passes || this.code === UNREADABLE;
  }

  /** True when the very same call may succeed later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}
