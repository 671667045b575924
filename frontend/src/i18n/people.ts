import i18next from '.';
import { enPeople } from './enPeople';
import { trPeople } from './trPeople';

// Imported by each page that says one of these texts, so that they are there before it is shown.
i18next.addResourceBundle('en', 'translation', enPeople, true, true);
i18next.addResourceBundle('tr', 'translation', trPeople, true, true);
