using System.IO.Hashing;
using System.Text;

namespace IotLink.Core.Messages;

/// <summary>
/// Turns id bytes back into ids without making the same string again and again. A fixed number of places, the newest wins; races
/// cost a string, nothing else.
/// </summary>
internal sealed class IdentifierCache<T>(int places)
    where T : struct, IParsable<T>
{
    private readonly Entry?[] _entries = new Entry?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)places)];

    /// <exception cref="InvalidDataException">The bytes are not an id.</exception>
    public T Get(ReadOnlySpan<byte> text)
    {
        var place = (int)(XxHash3.HashToUInt64(text) & (ulong)(_entries.Length - 1));
        var entry = _entries[place];
        if (entry is not null && text.SequenceEqual(entry.Text)) return entry.Value;
        var name = Encoding.ASCII.GetString(text);
        if (!T.TryParse(name, null, out var value)) throw new InvalidDataException($"'{name}' is not a {typeof(T).Name}.");
        _entries[place] = new(text.ToArray(), value);
        return value;
    }

    private sealed record Entry(byte[] Text, T Value);
}
