/**
 * Where menus and tooltips are put: above an open dialog only what lies in it can be seen, and
 * elsewhere all content belongs in a landmark.
 */
export function placeForFloating(): HTMLElement | null {
  return (
    document.querySelector<HTMLElement>("dialog:modal") ??
    document.querySelector<HTMLElement>("main")
  );
}
