import { Check, Settings2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGES, type LanguageCode } from '@/i18n';
import { Button } from '@/shared/ui/Button';
import { chime, chooseSound, soundChosen } from './sound';
import { chooseTheme, chosenTheme, THEMES, type Theme } from './theme';

const item =
  'flex h-9 cursor-pointer items-center justify-between gap-4 rounded-xl px-3 outline-none data-highlighted:bg-sunken';

const CODES = Object.keys(LANGUAGES) as LanguageCode[];

export default function PreferencesMenu() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useState(chosenTheme);
  const [sound, setSound] = useState(soundChosen);
  const sounds = (on: boolean) => {
    setSound(on);
    chooseSound(on);
    // What was chosen is heard; and a browser lets a page sound only after a click.
    if (on) void chime();
  };
  const pick = (value: string) => {
    setTheme(value as Theme);
    chooseTheme(value as Theme);
  };
  return (
    // Not modal: a modal menu would put a <style> into the page, which its Content-Security-Policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button size="icon" aria-label={t('page.preferences')} title={t('page.preferences')}>
          <Settings2 className="size-5" aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="appear z-20 min-w-52 rounded-2xl bg-raised p-1.5 text-sm shadow-deep"
        >
          <Heading>{t('page.theme')}</Heading>
          <DropdownMenu.RadioGroup value={theme} onValueChange={pick}>
            {THEMES.map((value) => (
              <Choice key={value} value={value}>
                {t(`page.${value}`)}
              </Choice>
            ))}
          </DropdownMenu.RadioGroup>
          <Heading>{t('page.language')}</Heading>
          <DropdownMenu.RadioGroup
            value={i18n.resolvedLanguage}
            onValueChange={(code) => chooseLanguage(code as LanguageCode)}
          >
            {CODES.map((code) => (
              <Choice key={code} value={code}>
                <span lang={code}>{LANGUAGES[code]}</span>
              </Choice>
            ))}
          </DropdownMenu.RadioGroup>
          <Heading>{t('page.sounds')}</Heading>
          <DropdownMenu.CheckboxItem checked={sound} onCheckedChange={sounds} className={item}>
            {t('page.chime')}
            <Chosen />
          </DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-3 pt-2.5 pb-1 text-xs text-muted">{children}</DropdownMenu.Label>;
}

function Choice({ value, children }: { value: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem value={value} className={item}>
      {children}
      <Chosen />
    </DropdownMenu.RadioItem>
  );
}

function Chosen() {
  return (
    <DropdownMenu.ItemIndicator>
      <Check className="size-4 text-accent" aria-hidden="true" />
    </DropdownMenu.ItemIndicator>
  );
}
