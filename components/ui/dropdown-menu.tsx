"use client";

import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentProps, createContext, useContext, useState } from "react";
import { cn } from "./cn.ts";
import { placeForFloating } from "./floating.tsx";

/** Not modal: the page behind stays as it is, and scrolls. */
export function DropdownMenu({ children, ...props }: ComponentProps<typeof Radix.Root>) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <PlaceContext value={place}>
      <Radix.Root
        modal={false}
        onOpenChange={(open) => open && setPlace(placeForFloating())}
        {...props}
      >
        {children}
      </Radix.Root>
    </PlaceContext>
  );
}

const PlaceContext = createContext<HTMLElement | null>(null);

export const DropdownMenuTrigger = Radix.Trigger;

export function DropdownMenuContent({
  className,
  sideOffset = 4,
  align = "end",
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal container={useContext(PlaceContext)}>
      <Radix.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto",
          "rounded-lg bg-popover p-1 text-popover-foreground shadow-float",
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

const itemStyle = cn(
  "flex min-h-11 items-center gap-2 rounded-md px-2 outline-none select-none md:min-h-8",
  "data-highlighted:bg-accent data-highlighted:text-accent-foreground",
  "data-disabled:text-muted-foreground [&_svg]:size-4",
);

export function DropdownMenuItem({
  className,
  danger = false,
  ...props
}: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return (
    <Radix.Item
      className={cn(itemStyle, danger && "text-destructive", "cursor-pointer", className)}
      {...props}
    />
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemStyle, "cursor-pointer", className)} {...props}>
      <span className="grid size-4 place-items-center">
        <Radix.ItemIndicator>
          <span className="block size-1.5 rounded-full bg-current" />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.RadioItem>
  );
}

export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label
      className={cn("px-2 pt-1.5 pb-1 text-xs text-muted-foreground", className)}
      {...props}
    />
  );
}

export function DropdownMenuSeparator(props: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" {...props} />;
}
