// What is known of a library before it is trusted: the loader reads beyond the end of a file cut
// short, and a call of what is no function ends in a signal.
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#include "pass_internal.h"

static bool read_at(FILE *file, long at, void *out, size_t size) {
  return fseek(file, at, SEEK_SET) == 0 && fread(out, size, 1, file) == 1;
}

static bool segments_fit(FILE *file, const ElfW(Ehdr) * head, uint64_t size) {
  for (size_t i = 0; i < head->e_phnum; i++) {
    ElfW(Phdr) segment;
    if (!read_at(file, (long)(head->e_phoff + i * sizeof segment), &segment, sizeof segment))
      return false;
    if (segment.p_type == PT_LOAD &&
        (segment.p_filesz > size || segment.p_offset > size - segment.p_filesz))
      return false;
  }
  return true;
}

bool ptowsp_plugin_file_is_cut(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return false; // the loader says why
  ElfW(Ehdr) head;
  bool cut = false;
  if (read_at(file, 0, &head, sizeof head) && memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 &&
      head.e_phentsize == sizeof(ElfW(Phdr)) && fseek(file, 0, SEEK_END) == 0)
    cut = !segments_fit(file, &head, (uint64_t)ftell(file));
  fclose(file);
  return cut;
}

bool ptowsp_plugin_symbol_is_function(const void *symbol) {
  Dl_info info;
  const ElfW(Sym) *entry = NULL;
  if (!dladdr1(symbol, &info, (void **)&entry, RTLD_DL_SYMENT) || !entry) return false;
  unsigned char type = entry->st_info & 0xf;
  return type == STT_FUNC || type == STT_GNU_IFUNC;
}
