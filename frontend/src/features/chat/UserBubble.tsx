export function UserBubble({ text }: { text: string }) {
  return (
    <p
      dir="auto"
      className="ml-auto w-fit max-w-[min(85%,34rem)] rounded-3xl rounded-br-lg bg-accent-soft px-4 py-2.5 leading-6 text-pretty wrap-anywhere whitespace-pre-wrap"
    >
      {text}
    </p>
  );
}
