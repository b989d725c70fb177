using System.Diagnostics;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>Times something of nanoseconds: many turns of a loop over prepared inputs, and the bytes they allocate.</summary>
internal static class Micro
{
    private const int Batch = 20_000;

    /// <summary>Until the runtime has finished optimising what it runs; on a busy machine its own threads wait for their turn.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <param name="make">
    /// Makes the own turn anew for each round: generated code then lies elsewhere in memory, and no round's luck with it decides. The two
    /// turns must be methods of their own, or the runtime optimises what they share for the one that ran first.
    /// </param>
    /// <returns>Median nanoseconds of both, and the bytes the own one allocates each time.</returns>
    public static (double Reference, double Own, double OwnBytes) Compare(BenchSettings settings, Action<int> reference, Func<Action<int>> make)
    {
        Warm(reference, WarmUp);
        Warm(make(), WarmUp);
        var (theirs, ours, bytes) = (new List<double>(), new List<double>(), 0.0);
        for (var round = 0; round < settings.Rounds; round++)
        {
            theirs.Add(Measure(reference, settings.Micro).Nanoseconds);
            var own = make();
            Warm(own, WarmUp / 10);
            var mine = Measure(own, settings.Micro);
            ours.Add(mine.Nanoseconds);
            bytes = mine.Bytes;
        }

        return (Rounds.Median(theirs), Rounds.Median(ours), bytes);
    }

    private static void Warm(Action<int> turn, TimeSpan duration)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < duration;) turn(Batch);
    }

    /// <param name="turn">Runs the thing so many times.</param>
    /// <returns>Nanoseconds each in the fastest of many short batches, which no neighbour interrupted; and allocated bytes each.</returns>
    private static (double Nanoseconds, double Bytes) Measure(Action<int> turn, TimeSpan duration)
    {
        var (watch, count, fastest, before) = (Stopwatch.StartNew(), 0L, TimeSpan.MaxValue, GC.GetAllocatedBytesForCurrentThread());
        for (; watch.Elapsed < duration; count += Batch)
        {
            var from = watch.Elapsed;
            turn(Batch);
            var took = watch.Elapsed - from;
            if (took < fastest) fastest = took;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return (fastest.TotalNanoseconds / Batch, (double)bytes / count);
    }
}
