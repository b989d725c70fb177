using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>The newest blocks in memory, without a gap, for readers that keep up with the writer.</summary>
internal sealed class Tail(int maxBytes)
{
    private readonly List<Block> _blocks = [];
    private readonly Lock _gate = new();
    private long _bytes;

    public void Add(IReadOnlyList<Block> blocks)
    {
        lock (_gate)
        {
            foreach (var block in blocks)
            {
                _blocks.Add(block);
                _bytes += block.Records.Length;
            }

            if (_bytes <= maxBytes) return;
            // Down to three quarters at once, so that the list is not moved for every block.
            var drop = 0;
            for (; drop < _blocks.Count && _bytes > maxBytes / 4L * 3; drop++) _bytes -= _blocks[drop].Records.Length;
            _blocks.RemoveRange(0, drop);
        }
    }

    /// <summary>Finds the block that holds a message.</summary>
    public bool TryFind(long sequence, [NotNullWhen(true)] out Block? block)
    {
        lock (_gate)
        {
            var (low, high) = (0, _blocks.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                block = _blocks[middle];
                if (sequence < block.First) high = middle - 1;
                else if (sequence > block.Last) low = middle + 1;
                else return true;
            }
        }

        block = null;
        return false;
    }
}
