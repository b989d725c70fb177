using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Core.Telemetry;

/// <summary>What pages ask about dead letters. The right is checked here; who may not see bytes gets none.</summary>
public sealed class DeadLetterDesk(IDeadLetterStore letters)
{
    /// <summary>Newest first. <paramref name="code"/> and <paramref name="product"/> narrow it; null takes all.</summary>
    public async Task<Page<DeadLetter>> ListAsync(Viewer viewer, string? code, ProductId? product, int skip, int take, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDeadLetters)) return new([], 0);
        var page = await letters.ListAsync(code, product, skip, take, ct);
        return viewer.May(Permission.ViewRawFrames) ? page : page with { Items = [.. page.Items.Select(l => l with { Payload = default })] };
    }

    /// <summary>How many there are by reason and product, most first.</summary>
    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewDeadLetters) ? await letters.GroupsAsync(ct) : [];
}
