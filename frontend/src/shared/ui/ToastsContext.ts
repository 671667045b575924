import { createContext, useContext } from 'react';
import { Toasts } from './Toasts';

const ToastsContext = createContext(new Toasts());

export const ToastsProvider = ToastsContext.Provider;

export const useToasts = () => useContext(ToastsContext);
