import { useTranslation } from 'react-i18next';
import type { Options } from '@/shared/contract/options';

/** Honesty about the demo engine, wherever one serves. The line keeps its height, so that nothing jumps. */
export function DemoNote({ options }: { options: Options | undefined }) {
  const { t } = useTranslation();
  const demo = options?.engines.some(({ engine }) => engine === 'demo');
  return (
    <p className="min-h-5 pt-2 text-center text-xs leading-5 text-muted">{demo && t('page.demoEngine')}</p>
  );
}
