using System.Collections.Concurrent;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Device, product and metric names as small numbers, 1, 2, 3 ... A number means the same in every file; a file holds the words its
/// rows use, saved in the same transaction as the rows. One thread adds, any reads.
/// </summary>
internal sealed class Words
{
    private readonly ConcurrentDictionary<string, int> _ids = new(StringComparer.Ordinal);
    private string?[] _texts = new string?[1024];

    public int Count { get; private set; }

    public string this[int id] => Find(id) ?? throw new InvalidDataException($"Word {id} is not in the hot store.");

    /// <summary>null for a number that stands for nothing: given to a metric that no row had used before a crash.</summary>
    public string? Find(int id) => Volatile.Read(ref _texts)[id];

    public int IdOf(string text)
    {
        if (_ids.TryGetValue(text, out var id)) return id;
        id = Count + 1;
        Put(id, text);
        return id;
    }

    public bool TryFind(string text, out int id) => _ids.TryGetValue(text, out id);

    /// <summary>Takes over a word from a file.</summary>
    /// <exception cref="InvalidDataException">The number means something else already: files of two stores were mixed.</exception>
    public void Learn(int id, string text)
    {
        if (id < _texts.Length && _texts[id] is { } known)
        {
            if (known != text) throw new InvalidDataException($"Word {id} of the hot store is both '{known}' and '{text}'.");
            return;
        }

        Put(id, text);
    }

    private void Put(int id, string text)
    {
        if (id >= _texts.Length)
        {
            var larger = new string?[Math.Max(id + 1, _texts.Length * 2)];
            _texts.CopyTo(larger, 0);
            Volatile.Write(ref _texts, larger);
        }

        Volatile.Write(ref _texts[id], text);
        _ids[text] = id;
        Count = Math.Max(Count, id);
    }
}
