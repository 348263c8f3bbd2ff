// Opening a path below a folder so that it cannot lead out of it: no link is followed,
// no mount point is crossed, whoever moves directories meanwhile.
#pragma once

namespace files {

// Gives a descriptor, or -1 and errno as open does; EXDEV and ELOOP: it leads out.
using OpenBelow = int (*)(int folder, const char* path, int flags);

// The kernel does it in one call, openat2, since Linux 5.6.
int open_by_kernel(int folder, const char* path, int flags);
// For kernels without it: one name after the other. A folder that is mounted from the
// same file system is not told from others; only root can have put it there.
int open_by_steps(int folder, const char* path, int flags);

// The first if the kernel has it. The folder itself is asked for: an error of a file
// that a user has made says nothing about that.
OpenBelow opener_for(int folder);

}  // namespace files
