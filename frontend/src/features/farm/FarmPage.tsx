import { useTranslation } from 'react-i18next';
import { AuditSection } from './AuditSection';
import { EnginesSection } from './EnginesSection';
import { EverybodySection } from './EverybodySection';
import { LineSection } from './LineSection';
import { PausesSection } from './PausesSection';
import { useWorkers } from './useWorkers';
import { WorkersSection } from './WorkersSection';

/** What the farm does: the line for everybody, the machines for its operator. */
export default function FarmPage() {
  const { t } = useTranslation();
  const isOperator = useWorkers().workers !== undefined;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-10 sm:px-6">
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-9 pt-2">
        <h1 className="text-2xl font-semibold tracking-tight">{t('farm.title')}</h1>
        <LineSection />
        {isOperator && <PausesSection />}
        <WorkersSection />
        <EnginesSection />
        {isOperator && <EverybodySection />}
        {isOperator && <AuditSection />}
      </div>
    </div>
  );
}
