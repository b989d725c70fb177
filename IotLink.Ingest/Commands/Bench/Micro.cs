using System.Diagnostics;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>Times something of nanoseconds: many turns of a loop over prepared inputs, and the bytes they allocate.</summary>
internal static class Micro
{
    private const int Batch = 20_000;

    /// <summary>Until the runtime has finished optimising what it runs; on a busy machine its own threads wait for their turn.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <returns>Median nanoseconds of both, and the bytes the own one allocates each time.</returns>
    public static (double Reference, double Own, double OwnBytes) Compare(BenchSettings settings, Action<int> reference, Action<int> own)
    {
        foreach (var turn in new[] { reference, own })
            for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;) turn(Batch);
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
        var (watch, count, before) = (Stopwatch.StartNew(), 0L, GC.GetAllocatedBytesForCurrentThread());
        for (; watch.Elapsed < duration; count += Batch) turn(Batch);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return (watch.Elapsed.TotalNanoseconds / count, (double)bytes / count);
    }
}
