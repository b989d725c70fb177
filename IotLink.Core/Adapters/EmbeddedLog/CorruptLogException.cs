using System.Globalization;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>A segment holds something that was durable once and cannot be read now. Never repaired by guessing.</summary>
internal sealed class CorruptLogException(string path, long offset, string what)
    : IOException(string.Create(CultureInfo.InvariantCulture,
        $"The message log is corrupt: {path} at byte {offset}: {what}. Restore the file, or move it away to go on without its messages."))
{
    public string Path { get; } = path;

    public long Offset { get; } = offset;
}
