using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Live;

namespace IotLink.Core.Notifications;

/// <summary>What a person sees of what they were told, and where they want to be reached.</summary>
public sealed class NotificationDesk(IOutbox outbox, IPeople people, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<Notification>> InboxAsync(Viewer viewer, int count, CancellationToken ct) =>
        viewer.May(Permission.ViewOnCall) ? await outbox.InboxAsync(viewer.UserId, count, ct) : [];

    public async Task<int> UnreadAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewOnCall) ? await outbox.UnreadAsync(viewer.UserId, ct) : 0;

    public async Task MarkReadAsync(Viewer viewer, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewOnCall)) return;
        await outbox.MarkReadAsync(viewer.UserId, time.GetUtcNow(), ct);
        live.Signal(LiveTopic.Notifications);
    }

    /// <summary>How many notifications are in each state; empty for who may not see it.</summary>
    public async Task<IReadOnlyDictionary<NotificationState, int>> StatesAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewOnCall) ? await outbox.StatesAsync(ct) : new Dictionary<NotificationState, int>();

    /// <returns>One's own; null for nobody.</returns>
    public async Task<ContactPoints?> ContactAsync(Viewer viewer, CancellationToken ct) => (await people.LoadAsync(ct)).GetValueOrDefault(viewer.UserId)?.Contact;

    /// <returns>Name of the least severity whose new alarms this person wants to hear; null for none.</returns>
    public async Task<string?> SoundAsync(Viewer viewer, CancellationToken ct) => (await people.LoadAsync(ct)).GetValueOrDefault(viewer.UserId)?.Sound;

    public Task SaveSoundAsync(Viewer viewer, string? from, CancellationToken ct) =>
        viewer.UserId.Length == 0 ? Task.CompletedTask : people.SaveSoundAsync(viewer.UserId, from, ct);

    /// <returns>What is wrong; empty when it was saved.</returns>
    public async Task<IReadOnlyList<string>> SaveContactAsync(Viewer viewer, ContactPoints contact, CancellationToken ct)
    {
        if (viewer.UserId.Length == 0) return ["nobody"];
        if (contact.Faults() is { Count: > 0 } faults) return faults;
        await people.SaveAsync(viewer.UserId, contact, ct);
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, "contact.change", viewer.UserId, null), ct);
        return [];
    }
}
