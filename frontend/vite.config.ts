import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const gateway = process.env.IMECE_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The page's Content-Security-Policy allows neither data: URLs nor inline scripts.
  build: {
    outDir: 'target/ui',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: {
    // The gateway refuses what a page of another origin asks for: it has to see the host that the browser named.
    proxy: {
      '/api': { target: gateway, changeOrigin: false },
      '/ws': { target: gateway, changeOrigin: false, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://imece.test/' } },
    setupFiles: ['test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // A machine may have more to do than this.
    testTimeout: 20_000,
    // Fewer workers: the farm, Maven and the browser want the processor too.
    maxWorkers: 2,
  },
});
