using IotLink.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class SessionStore(RelationalDatabase database) : ISessionStore
{
    public Task KeepAsync(SignInSession session, bool isNew, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var stored = await db.Sessions.FindAsync([session.Id], ct);
            if (stored is null && !isNew) return false;
            if (stored is null) db.Sessions.Add(stored = new() { Id = session.Id });
            (stored.AccountId, stored.Ticket) = (session.AccountId, session.Ticket);
            (stored.CheckedAt, stored.ConfirmedAt, stored.ExpiresAt) = (session.CheckedAt, session.ConfirmedAt, session.ExpiresAt);
            return true;
        },
        ct);

    public Task<SignInSession?> FindAsync(string id, CancellationToken ct) => database.ReadLatestAsync(
        db => db.Sessions.Where(s => s.Id == id)
            .Select(s => new SignInSession(s.Id, s.AccountId, s.Ticket, s.CheckedAt, s.ConfirmedAt, s.ExpiresAt)).FirstOrDefaultAsync(ct),
        ct);

    public Task<bool> TryCheckAsync(string id, DateTimeOffset seen, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db => await db.Sessions.Where(s => s.Id == id && s.CheckedAt == seen).ExecuteUpdateAsync(s => s.SetProperty(x => x.CheckedAt, now), ct) == 1,
        ct);

    public Task RemoveAsync(string id, CancellationToken ct) => database.WriteAsync(db => db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(ct), ct);

    public Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(db => db.Sessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(ct), ct);
}
