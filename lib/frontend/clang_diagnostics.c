// clang's own diagnostics, handed on as ours.
#include <string.h>

#include "importer.h"

static ptowsp_loc_t diagnostic_loc(importer_t *im, CXDiagnostic diagnostic,
                                   ptowsp_str_t *out_word) {
  CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
  ptowsp_loc_t loc = source_range_loc(im, clang_getRange(location, location));
  *out_word = source_word(im, location);
  if (out_word->size > 1) loc.length = (uint32_t)out_word->size;
  if (!loc.file) loc.file = ptowsp_context_file(im->context, ptowsp_str(im->path));
  return loc;
}

// A word not built yet is one error, not all that clang makes of the rest of its line.
static void pass_on(importer_t *im, CXDiagnostic diagnostic, ptowsp_severity_t severity,
                    ptowsp_loc_t *planned) {
  ptowsp_str_t word;
  ptowsp_loc_t loc = diagnostic_loc(im, diagnostic, &word);
  if (planned->line && loc.file == planned->file && loc.line == planned->line) return;
  const char *text = source_string(im, clang_getDiagnosticSpelling(diagnostic));
  if (severity == PTOWSP_SEVERITY_ERROR && is_planned_word(word)) {
    ptowsp_error(im->context, loc, "'%.*s' is not built yet", (int)word.size, word.data);
    *planned = loc;
  } else {
    ptowsp_fix_t fix = {.text = NULL};
    if (clang_getDiagnosticNumFixIts(diagnostic) == 1) { // one place: it can be shown
      CXSourceRange range;
      const char *replacement = source_string(im, clang_getDiagnosticFixIt(diagnostic, 0, &range));
      fix = (ptowsp_fix_t){source_range_loc(im, range), replacement[0] ? replacement : NULL};
    }
    ptowsp_emit_fix(im->context, severity, loc, fix, "%s", text);
  }
}

static void pass_notes(importer_t *im, CXDiagnostic diagnostic, ptowsp_loc_t *planned) {
  CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
  for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
    CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
    const char *text = source_string(im, clang_getDiagnosticSpelling(note));
    if (strncmp(text, "expanded from macro", 19)) pass_on(im, note, PTOWSP_SEVERITY_NOTE, planned);
    clang_disposeDiagnostic(note);
  }
}

bool pass_clang_diagnostics(importer_t *im) {
  bool ok = true;
  ptowsp_loc_t planned = PTOWSP_LOC_UNKNOWN;
  for (unsigned i = 0; i < clang_getNumDiagnostics(im->unit); i++) {
    CXDiagnostic diagnostic = clang_getDiagnostic(im->unit, i);
    enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(diagnostic);
    if (severity >= CXDiagnostic_Warning) {
      bool is_error = severity >= CXDiagnostic_Error;
      pass_on(im, diagnostic, is_error ? PTOWSP_SEVERITY_ERROR : PTOWSP_SEVERITY_WARNING, &planned);
      pass_notes(im, diagnostic, &planned);
      ok = ok && !is_error;
    }
    clang_disposeDiagnostic(diagnostic);
  }
  return ok;
}
