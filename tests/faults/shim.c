/* What a failing disk, a full one and a wrong clock do to a program: preloaded (LD_PRELOAD) before its libraries.

   FAULT_UNDER   only files whose path contains this
   FAULT_WRITE   errno with which writes, truncations and syncs fail, once FAULT_AFTER bytes have been written
   FAULT_READ    errno with which reads fail, once FAULT_AFTER bytes have been read
   FAULT_SHORT   reads give at most this many bytes at a time
   FAULT_JOURNAL a folder with a file "journal", to which writes, syncs and renames are told; what a rename replaces is
                 kept there under the number of its line
   FAULT_STOP    SIGKILL before the journal gets its line of this number
   FAULT_CLOCK   the wall clock goes back by so many seconds each time it is asked

   Numbers are decimal. What is not said does not happen. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real_##name)(__VA_ARGS__); \
    if (!real_##name) real_##name = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static long long moved;

static long long number(const char *name) {
    const char *value = getenv(name);
    return value && *value ? atoll(value) : 0;
}

static int concerns(int handle) {
    const char *under = getenv("FAULT_UNDER");
    char link[64], path[4096];
    ssize_t length;
    if (!under) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return strstr(path, under) != NULL;
}

static int path_of(int handle, char *path, size_t size) {
    char link[64];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    length = readlink(link, path, size - 1);
    path[length > 0 ? length : 0] = 0;
    return length > 0;
}

/* The number of the line */
static long long told(const char *what, const char *path, const char *other) {
    static long long lines;
    static int journal = -1;
    char line[9000];
    REAL(ssize_t, write, int, const void *, size_t);
    if (++lines == number("FAULT_STOP")) kill(getpid(), SIGKILL);
    if (journal < 0) {
        snprintf(line, sizeof line, "%s/journal", getenv("FAULT_JOURNAL"));
        journal = open(line, O_WRONLY | O_CREAT | O_APPEND, 0600);
    }
    snprintf(line, sizeof line, "%s\t%s\t%s\n", what, path, other);
    real_write(journal, line, strlen(line));
    return lines;
}

static void tell(const char *what, int handle) {
    char path[4096];
    if (getenv("FAULT_JOURNAL") && concerns(handle) && path_of(handle, path, sizeof path)) told(what, path, "");
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    const char *under = getenv("FAULT_UNDER");
    if (getenv("FAULT_JOURNAL") && under && strstr(to, under)) {
        char kept[4096];
        long long line = told("rename", from, to);
        snprintf(kept, sizeof kept, "%s/%lld", getenv("FAULT_JOURNAL"), line);
        link(to, kept);
    }
    return real_rename(from, to);
}

/* How many bytes may still be moved: all that is asked for where nothing is to fail; -1 where it fails now */
static ssize_t left(int handle, size_t length, const char *fault) {
    long long after;
    if (!number(fault) || !concerns(handle)) return (ssize_t)length;
    after = number("FAULT_AFTER");
    if (moved >= after) {
        errno = (int)number(fault);
        return -1;
    }
    if (moved + (long long)length > after) length = (size_t)(after - moved);
    moved += (long long)length;
    return (ssize_t)length;
}

static int fails(int handle) {
    if (!number("FAULT_WRITE") || moved < number("FAULT_AFTER") || !concerns(handle)) return 0;
    errno = (int)number("FAULT_WRITE");
    return 1;
}

static ssize_t readable(int handle, size_t length) {
    long long most = number("FAULT_SHORT");
    if (most && (long long)length > most && concerns(handle)) length = (size_t)most;
    return left(handle, length, "FAULT_READ");
}

ssize_t write(int handle, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    ssize_t room = left(handle, length, "FAULT_WRITE");
    tell("write", handle);
    return room < 0 ? -1 : real_write(handle, data, (size_t)room);
}

ssize_t pwrite64(int handle, const void *data, size_t length, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    ssize_t room = left(handle, length, "FAULT_WRITE");
    return room < 0 ? -1 : real_pwrite64(handle, data, (size_t)room, at);
}

ssize_t pwrite(int handle, const void *data, size_t length, off_t at) { return pwrite64(handle, data, length, at); }

int fsync(int handle) {
    int answer;
    REAL(int, fsync, int);
    if (getenv("FAULT_JOURNAL")) {
        answer = real_fsync(handle);
        tell("sync", handle);
        return answer;
    }
    return fails(handle) ? -1 : real_fsync(handle);
}

int fdatasync(int handle) {
    REAL(int, fdatasync, int);
    return fails(handle) ? -1 : real_fdatasync(handle);
}

int ftruncate64(int handle, off64_t length) {
    REAL(int, ftruncate64, int, off64_t);
    return fails(handle) ? -1 : real_ftruncate64(handle, length);
}

int ftruncate(int handle, off_t length) { return ftruncate64(handle, length); }

ssize_t read(int handle, void *data, size_t length) {
    REAL(ssize_t, read, int, void *, size_t);
    ssize_t room = readable(handle, length);
    return room < 0 ? -1 : real_read(handle, data, (size_t)room);
}

ssize_t pread64(int handle, void *data, size_t length, off64_t at) {
    REAL(ssize_t, pread64, int, void *, size_t, off64_t);
    ssize_t room = readable(handle, length);
    return room < 0 ? -1 : real_pread64(handle, data, (size_t)room, at);
}

ssize_t pread(int handle, void *data, size_t length, off_t at) { return pread64(handle, data, length, at); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    static long long asked;
    REAL(int, clock_gettime, clockid_t, struct timespec *);
    int answer = real_clock_gettime(clock, now);
    long long back = number("FAULT_CLOCK");
    if (!answer && back && clock == CLOCK_REALTIME) now->tv_sec -= back * ++asked;
    return answer;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec found;
    int answer = clock_gettime(CLOCK_REALTIME, &found);
    (void)zone;
    now->tv_sec = found.tv_sec;
    now->tv_usec = found.tv_nsec / 1000;
    return answer;
}

time_t time(time_t *now) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (now) *now = found.tv_sec;
    return found.tv_sec;
}
