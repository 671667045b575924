import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { Asked } from './Asked';
import type { Act } from './acts';
import { useAct } from './useEverybodysJobs';

/** Asks, does what is answered, and stays until it has said what came of it. */
export function Question({ act, onClose }: { act: Act; onClose: () => void }) {
  const { t } = useTranslation();
  const { mutate, data, isPending, isError } = useAct<string>();
  if (data !== undefined || isError) {
    return (
      <Asked question={data ?? t('everybody.failed')} onClose={onClose}>
        <Button tone="soft" onClick={onClose}>
          {t('everybody.close')}
        </Button>
      </Asked>
    );
  }
  return (
    <Asked question={act.question} onClose={onClose}>
      {act.answers.map(({ label, give }) => (
        <Button key={label} tone="accent" disabled={isPending} onClick={() => mutate(give)}>
          {label}
        </Button>
      ))}
      <Button disabled={isPending} onClick={onClose}>
        {t('everybody.no')}
      </Button>
    </Asked>
  );
}
