"use client";

import { ChevronDown, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useRef,
  useTransition,
} from "react";
import type { FailureReport } from "#lib/failures";
import { Button, buttonVariants } from "./ui/button.tsx";
import { cn } from "./ui/cn.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "./ui/dropdown-menu.tsx";
import { toast } from "./ui/toast.tsx";

type StartRun = (input: {
  planId: string;
  /** Files are read although they are unchanged. */
  readAll?: boolean;
}) => Promise<{ ok: true; value: { number: number } } | { ok: false; failure: FailureReport }>;

const BackUpContext = createContext<StartRun | null>(null);

/** Gives the buttons below it the action that starts a run. */
export function BackUpProvider({ start, children }: { start: StartRun; children: ReactNode }) {
  return <BackUpContext value={start}>{children}</BackUpContext>;
}

/** Starts a run of a plan and goes to it; says why where it could not. */
export function useBackUp(): {
  backUp: (planId: string, readAll?: boolean) => void;
  pending: boolean;
} {
  const start = useContext(BackUpContext);
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const busy = useRef(false);
  const backUp = (planId: string, readAll = false) => {
    if (!start || busy.current) return;
    busy.current = true;
    startTransition(async () => {
      const outcome = await start({ planId, readAll });
      busy.current = false;
      if (outcome.ok) router.push(`/runs/${outcome.value.number}`);
      else toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  };
  return { backUp, pending };
}

export function BackUpButton({
  planId,
  children = "Back up now",
  variant = "primary",
  ...props
}: Omit<ComponentProps<typeof Button>, "onClick"> & { planId: string }) {
  const { backUp, pending } = useBackUp();
  return (
    <Button
      data-shortcut="b"
      {...props}
      variant={variant}
      pending={pending}
      onClick={() => backUp(planId)}
    >
      {pending ? null : <Play aria-hidden="true" />}
      {children}
    </Button>
  );
}

/** Backs up the first of the plans at once, or the one chosen from the list. */
export function BackUpSplit({ plans }: { plans: { id: string; name: string }[] }) {
  const { backUp, pending } = useBackUp();
  const [first] = plans;
  if (!first) return null;
  if (plans.length === 1) return <BackUpButton planId={first.id} className="max-md:flex-1" />;
  return (
    <div className="inline-flex max-md:flex-1">
      <DropdownMenu>
        <DropdownMenuTrigger
          data-shortcut="b"
          disabled={pending}
          className={cn(buttonVariants({ variant: "primary" }), "max-md:flex-1")}
        >
          <Play aria-hidden="true" />
          Back up now
          <ChevronDown aria-hidden="true" />
        </DropdownMenuTrigger>
        <DropdownMenuContent className="w-64">
          <DropdownMenuLabel>Choose a plan</DropdownMenuLabel>
          {plans.map((plan) => (
            <DropdownMenuItem key={plan.id} onSelect={() => backUp(plan.id)}>
              <span className="truncate">{plan.name}</span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
