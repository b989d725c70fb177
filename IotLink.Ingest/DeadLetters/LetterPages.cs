using System.Runtime.CompilerServices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.DeadLetters;

/// <summary>Goes through a job's letters page by page, each page of one shard. Letters that arrive meanwhile are not among them.</summary>
public sealed class LetterPages(IDeadLetterStore letters, IMessageReader stream)
{
    /// <summary>How many letters a job is about.</summary>
    public Task<int> CountAsync(LetterSelection selection, CancellationToken ct) => selection.IsPicked
        ? Task.FromResult(selection.Positions.Distinct().Count())
        : letters.CountAsync(new(selection.Signature), ct);

    /// <param name="job">Letters that this one has settled are left out.</param>
    public async IAsyncEnumerable<IReadOnlyList<LetterTask>> OfAsync(
        LetterSelection selection, StreamPosition? after, long job, int take, [EnumeratorCancellation] CancellationToken ct)
    {
        var newest = stream.Shards.ToDictionary(s => s, s => stream.Range(s).Last);
        while (true)
        {
            var page = await letters.WalkAsync(selection, after, job, take, ct);
            if (page.Count == 0) yield break;
            after = page[^1].Position;
            if (page.All(t => t.Position.Sequence > newest.GetValueOrDefault(t.Position.Shard, long.MaxValue))) yield break;
            foreach (var shard in page.GroupBy(t => t.Position.Shard))
            {
                var here = shard.Where(t => t.Position.Sequence <= newest.GetValueOrDefault(shard.Key, long.MaxValue)).ToList();
                if (here.Count > 0) yield return here;
            }

            if (page.Count < take) yield break;
        }
    }
}
