import '@/i18n';
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { followSystem } from '@/features/preferences/theme';
import { App } from './App';
import { createFeed, createQueries } from './wiring';

followSystem();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <App feed={createFeed()} queries={createQueries()} />
      </BrowserRouter>
    </StrictMode>,
  );
}
