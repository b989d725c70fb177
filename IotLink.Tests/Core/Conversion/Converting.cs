using System.Text;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

/// <summary>A converter with a small plant around it: hub-1 of product prod-a with child-1 and, under that, leaf-1; and a stranger.</summary>
internal sealed class Converting : ISpecSource
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<ProductId, CompiledSpec> _specs = [];
    private readonly Dictionary<ProductId, MetricSchema> _schemas = [];
    private readonly Dictionary<DeviceId, Device> _devices = [];
    private readonly MessageConverter _converter = new();

    public Converting(string? yaml = null)
    {
        Device("hub-1", "prod-a", null);
        Device("child-1", "prod-b", "hub-1");
        Device("leaf-1", "prod-b", "child-1");
        Device("stranger", "prod-b", null);
        Batch.Begin(0);
        var document = yaml is null ? ProductCatalog.Read("prod-a.spec.yaml") : SpecDocument.Read(yaml);
        Assert.True(document.Spec is not null, string.Join("\n", document.Faults));
        _specs[document.Spec.Product] = CompiledSpec.Compile(document.Spec, SchemaOf(document.Spec.Product));
    }

    public TelemetryBatch Batch { get; } = new();

    public ConversionNotes Notes { get; } = new();

    public Reading Only
    {
        get
        {
            Assert.Equal(1, Batch.Readings.Length);
            return Batch.Readings[0];
        }
    }

    public static DeviceId Id(string id) => DeviceId.Parse(id, null);

    public Refusal? Json(string text, MessageRole role = MessageRole.Telemetry) => Convert(new()
    {
        Device = Id("hub-1"),
        Role = role,
        Payload = Encoding.UTF8.GetBytes(text),
    });

    public Refusal? Csv(string text) => Convert(new() { Device = Id("hub-1"), Format = PayloadFormat.Csv, Payload = Encoding.UTF8.GetBytes(text) });

    public Refusal? Convert(Message message) =>
        _converter.Convert(new(new(0, 7), Now, message), _devices[message.Device], this, Batch, Notes);

    public Dictionary<string, object> Values(int reading = 0) => Specs.Snapshot(Batch.Readings[reading].Metrics);

    public CompiledSpec? SpecOf(Device device) => _specs.GetValueOrDefault(device.Product);

    public MetricSchema SchemaOf(ProductId product)
    {
        if (!_schemas.TryGetValue(product, out var schema)) _schemas[product] = schema = new(product);
        return schema;
    }

    public Device? DeviceOf(DeviceId device) => _devices.GetValueOrDefault(device);

    private void Device(string id, string product, string? hub) =>
        _devices[Id(id)] = new(Id(id), ProductId.Parse(product, null), id) { Hub = hub is null ? null : Id(hub) };
}
