using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Technicians;

namespace IotLink.Core.Adapters.Relational;

/// <summary>A technician as one JSON text, beside the columns they are found by.</summary>
internal sealed class TechnicianEntity
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new ParsableJson<TechnicianId>() },
    };

    public required string Id { get; set; }

    public string Name { get; set; } = "";

    public string? AccountId { get; set; }

    public bool IsActive { get; set; }

    public int Version { get; set; }

    public string Body { get; set; } = "";

    public void Take(Technician technician)
    {
        (Name, AccountId, IsActive, Version) = (technician.Name, technician.AccountId, technician.IsActive, technician.Version);
        Body = JsonSerializer.Serialize(technician, Json);
    }

    public Technician ToTechnician() => JsonSerializer.Deserialize<Technician>(Body, Json)!;
}
