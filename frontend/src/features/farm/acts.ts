import type { TFunction } from 'i18next';
import { gateway } from '@/shared/http/gateway';

/** Something to be asked about and then done; each answer does it in its own way and says what came of it. */
export type Act = {
  question: string;
  answers: { label: string; give: () => Promise<string> }[];
};

const HOUR_MS = 3_600_000;

export function cancelling(t: TFunction, question: string, wanted: Record<string, string>): Act {
  const give = async () => {
    const { cancelled, more } = await gateway.cancelEverybodys(wanted);
    const said = t('everybody.cancelled', { count: cancelled });
    return more ? `${said} ${t('everybody.cancelledMore')}` : said;
  };
  return { question, answers: [{ label: t('everybody.yes'), give }] };
}

export function retrying(t: TFunction, question: string, wanted: Record<string, string>): Act {
  const give = async () => {
    const { retried, already, refused } = await gateway.retryEverybodys(wanted);
    const why = Object.entries(refused).map(([code, count]) => `${count} × ${code}`);
    return [
      t('everybody.retried', { count: retried }),
      already > 0 && t('everybody.already', { count: already }),
      why.length > 0 && t('everybody.refused', { what: why.join(', ') }),
    ]
      .filter(Boolean)
      .join(' ');
  };
  return { question, answers: [{ label: t('everybody.yes'), give }] };
}

export function moving(t: TFunction, job: string, front: boolean): Act {
  const give = async () => {
    await gateway.moveToFront(job, front);
    return t(front ? 'everybody.movedToFront' : 'everybody.movedBack');
  };
  return {
    question: t(front ? 'everybody.askFront' : 'everybody.askBack'),
    answers: [{ label: t('everybody.yes'), give }],
  };
}

export function forbidding(
  t: TFunction,
  question: string,
  forbid: (until: string | null) => Promise<unknown>,
): Act {
  const answer = (label: string, hours: number | null) => ({
    label,
    give: async () => {
      await forbid(hours === null ? null : new Date(Date.now() + hours * HOUR_MS).toISOString());
      return t('everybody.forbade');
    },
  });
  return {
    question,
    answers: [
      answer(t('everybody.hour'), 1),
      answer(t('everybody.day'), 24),
      answer(t('everybody.month'), 720),
      answer(t('everybody.allow'), null),
    ],
  };
}
