import { BrandMark } from "#components/brand";

const steps = [
  { name: "Administrator", note: "Who runs this installation" },
  { name: "First source", note: "A device, database or folder" },
  { name: "First copy", note: "Made, and read back" },
  { name: "Open it", note: "A plain ZIP" },
];

export const stepCount = steps.length;

/** The way to the first copy; names only on a wide page. */
export function SetUpSteps() {
  return (
    <aside
      aria-label="Progress"
      className="flex items-center gap-4 border-sidebar-border bg-sidebar p-4 max-md:border-b md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:gap-7 md:border-r md:p-6"
    >
      <p className="flex h-10 items-center gap-2.5 text-base font-semibold tracking-[-0.015em]">
        <BrandMark className="size-5.5" />
        Holdfast
      </p>
      <ol className="flex gap-1.5 max-md:ml-auto md:flex-col md:gap-4.5">
        {steps.map((step, index) => (
          <li
            key={step.name}
            aria-current={index === 0 ? "step" : undefined}
            className="group relative grid gap-3 not-last:after:absolute not-last:after:top-7 not-last:after:-bottom-3.5 not-last:after:left-3 not-last:after:w-px not-last:after:bg-border max-md:after:hidden md:grid-cols-[1.5rem_minmax(0,1fr)]"
          >
            <span className="grid size-6 place-items-center rounded-full border-[1.5px] border-input text-xs font-semibold text-muted-foreground group-aria-[current]:border-primary group-aria-[current]:bg-primary group-aria-[current]:text-primary-foreground">
              {index + 1}
            </span>
            <span className="flex flex-col max-md:sr-only">
              <span className="font-book text-muted-foreground group-aria-[current]:font-medium group-aria-[current]:text-foreground">
                {step.name}
              </span>
              <span className="text-xs text-muted-foreground">{step.note}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-auto text-xs text-muted-foreground max-md:hidden">
        Nothing leaves this machine. No telemetry.
      </p>
    </aside>
  );
}
