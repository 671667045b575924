import * as z from 'zod/mini';
import { listOf, orNull, textOr } from '@/shared/contract/tolerant';

const NETWORK = 'network';
const UNREADABLE = 'unreadable-answer';
const SIGNED_OUT = 'signed-out';
const EXPIRED = 'draft-expired';

/** The type of every problem of the gateway begins so; its media type alone may be anybody's. */
const OURS = 'urn:imece:problem:';

const problemBody = z.object({
  type: orNull(z.string()),
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

/**
 * A call that did not succeed. Only the gateway's own words (RFC 9457) are a refusal; whatever else comes, or does not
 * come, may be somebody's who stands before it, and says nothing of what became of the call.
 */
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
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds) ? seconds : null;
    const body = isProblemJson(response)
      ? problemBody.safeParse(await response.json().catch(() => null)).data
      : undefined;
    if (!body?.type?.startsWith(OURS)) return Problem.foreign(response.status, retryAfter);
    const fields = body.errors.map((error) => error.message).filter(Boolean);
    const sentence = fields.length > 0 ? fields.join(' ') : (body.detail ?? body.title ?? '');
    const code = body.code ?? body.type.slice(OURS.length);
    return new Problem(response.status, code, sentence, retryAfter);
  }

  /** An answer that is not the gateway's. */
  static foreign(status: number, retryAfter: number | null = null): Problem {
    // A sign-in is asked for by 401, or by leading to it.
    const signedOut = status === 401 || (status >= 300 && status < 400);
    return new Problem(status, signedOut ? SIGNED_OUT : `http-${status}`, '', retryAfter);
  }

  /** Led to somewhere else, or answered with a page: the farm never sends either to a call. */
  static signedOut(): Problem {
    return new Problem(302, SIGNED_OUT, '', null);
  }

  /** A problem of a page before this one. */
  static recalled({ status, code, detail, retryAfter }: z.infer<typeof problemFields>): Problem {
    return new Problem(status, code, detail, retryAfter);
  }

  static unreachable(): Problem {
    return new Problem(0, NETWORK, '', null);
  }

  static unreadable(): Problem {
    return new Problem(200, UNREADABLE, '', null);
  }

  /** Nobody knew for a day what had become of it. */
  static expired(): Problem {
    return new Problem(0, EXPIRED, '', null);
  }

  /** The gateway said no: the call has done nothing. */
  get isRefusal(): boolean {
    return !this.isUnknown && this.code !== EXPIRED;
  }

  /** The gateway did not answer: the call may have gone through, or not. */
  get isUnknown(): boolean {
    return [NETWORK, UNREADABLE, SIGNED_OUT].includes(this.code) || this.code.startsWith('http-');
  }

  get isSignedOut(): boolean {
    return this.code === SIGNED_OUT;
  }

  /** Nothing answered at all. */
  get isUnreachable(): boolean {
    return this.code === NETWORK;
  }

  /** True when a call under an idempotency key is worth sending again: it may have gone through, or never arrived. */
  get passesUnderKey(): boolean {
    return this.passes || this.isUnknown || this.code === EXPIRED;
  }

  /** True when the very same call may succeed later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const isProblemJson = (response: Response) =>
  response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
