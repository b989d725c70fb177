using System.Diagnostics;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>Times something of nanoseconds: many turns of a loop over prepared inputs, and the bytes they allocate.</summary>
internal static class Micro
{
    /// <summary>Until the runtime has finished optimising what it runs.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    /// <returns>Median nanoseconds of both, and the bytes the own one allocates each time.</returns>
    public static (double Reference, double Own, double OwnBytes) Compare(BenchSettings settings, Action<int> reference, Action<int> own)
    {
        var (theirs, ours, bytes) = (new List<double>(), new List<double>(), 0.0);
        for (var round = 0; round < settings.Rounds; round++)
        {
            theirs.Add(Measure(reference, settings.Micro).Nanoseconds);
            var mine = Measure(own, settings.Micro);
            ours.Add(mine.Nanoseconds);
            bytes = mine.Bytes;
        }

        return (Rounds.Median(theirs), Rounds.Median(ours), bytes);
    }

    /// <param name="turn">Runs the thing so many times.</param>
    /// <returns>Nanoseconds and allocated bytes each.</returns>
    private static (double Nanoseconds, double Bytes) Measure(Action<int> turn, TimeSpan duration)
    {
        const int batch = 20_000;
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;) turn(batch);
        var (watch, count, before) = (Stopwatch.StartNew(), 0L, GC.GetAllocatedBytesForCurrentThread());
        for (; watch.Elapsed < duration; count += batch) turn(batch);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return (watch.Elapsed.TotalNanoseconds / count, (double)bytes / count);
    }
}
