import 'i18next';
import type { en } from './en';
import type { enPeople } from './enPeople';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof enPeople };
    returnObjects: true;
  }
}
