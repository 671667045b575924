import '@/i18n';
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { wasLetIn } from '@/features/access/arrival';
import { WHO } from '@/features/access/WhoContext';
import { followSystem } from '@/features/preferences/theme';
import { App } from './App';
import { createFeed, createQueries } from './wiring';

/** The farm says at once who somebody is, or it does not; the page then comes all the same. */
const PATIENCE_MS = 1_500;

followSystem();

const queries = createQueries();
const root = document.getElementById('root');

function show() {
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <App feed={createFeed()} queries={queries} />
      </BrowserRouter>
    </StrictMode>,
  );
}

// Whoever is new here may not be let in, and would see the app for a moment before they are told.
if (wasLetIn()) show();
else
  void Promise.race([
    queries.prefetchQuery(WHO),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]).then(show);
