using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class SessionEntity
{
    public string Id { get; set; } = "";

    public string AccountId { get; set; } = "";

    public byte[] Ticket { get; set; } = [];

    public DateTimeOffset CheckedAt { get; set; }

    public DateTimeOffset ConfirmedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public static void Describe(ModelBuilder model) => model.Entity<SessionEntity>().ToTable("sessions").HasIndex(s => s.ExpiresAt);
}
