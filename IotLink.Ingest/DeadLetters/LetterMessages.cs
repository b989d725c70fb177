using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.DeadLetters;

/// <summary>Fetches the messages that letters stand for. Letters that lie close together are read in one go.</summary>
internal sealed class LetterMessages(IMessageReader stream)
{
    private const int LongestRead = 4096;

    /// <summary>So many messages between two letters are cheaper to read than to skip.</summary>
    private const int Gap = 16;

    /// <param name="tasks">Of one shard, in order.</param>
    /// <returns>What is still in the stream.</returns>
    public async Task<IReadOnlyDictionary<StreamPosition, StoredMessage>> ReadAsync(IReadOnlyList<LetterTask> tasks, CancellationToken ct)
    {
        var found = new Dictionary<StreamPosition, StoredMessage>(tasks.Count);
        for (var i = 0; i < tasks.Count;)
        {
            var (shard, first) = (tasks[i].Position.Shard, tasks[i].Position.Sequence);
            var range = stream.Range(shard);
            if (first < range.First || first > range.Last)
            {
                i++;
                continue;
            }

            var end = i + 1;
            while (end < tasks.Count && tasks[end].Position.Sequence - tasks[end - 1].Position.Sequence <= Gap
                && tasks[end].Position.Sequence - first < LongestRead) end++;
            var read = await stream.ReadAsync(shard, first - 1, (int)(tasks[end - 1].Position.Sequence - first + 1), ct);
            foreach (var message in read) found[message.Position] = message;
            var through = read.Count > 0 ? read[^1].Position.Sequence : first;
            do i++; while (i < end && tasks[i].Position.Sequence <= through);
        }

        return found;
    }
}
