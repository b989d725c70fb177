using System.Collections.Concurrent;
using IotLink.Core.Accounts;

namespace IotLink.Core.Audit;

/// <summary>Writes down that somebody looked: once per sitting, however often a live screen reads again.</summary>
public sealed class Looks(IAuditLog audit, TimeProvider time)
{
    /// <summary>Looks at the same thing within this time are one sitting.</summary>
    public static readonly TimeSpan Sitting = TimeSpan.FromMinutes(10);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(string User, string Action, string Subject), DateTimeOffset> _last = new();

    public async Task WriteAsync(Viewer viewer, string action, string subject, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var key = (viewer.UserId, action, subject);
        if (_last.TryGetValue(key, out var last) && now - last < Sitting) return;
        if (_last.Count >= MostRemembered) _last.Clear();
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, action, subject, null), ct);
        _last[key] = now;
    }
}
