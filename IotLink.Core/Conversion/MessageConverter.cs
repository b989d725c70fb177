using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Conversion.Notices;
using IotLink.Core.Conversion.Tables;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>
/// Turns a message into readings, whatever its channel and format. Holds caches and scratch memory: one instance per pipeline, not for
/// several threads.
/// </summary>
public sealed class MessageConverter
{
    private readonly PayloadDecoder _payloads = new();
    private readonly JsonPathTelemetry _paths = new();
    private readonly JsonTelemetry _json;

    public MessageConverter() => _json = new(_payloads);

    /// <summary>
    /// Adds the message's readings to the batch. A message is converted whole or refused whole: after a refusal the batch has the readings
    /// it had before, and the notes are empty. Only what a hub may not say for others is left out by itself, and noted.
    /// </summary>
    /// <param name="device">The registry's row of the message's device.</param>
    /// <returns>null when it was converted; a message of a role that brings no telemetry is converted to nothing.</returns>
    public Refusal? Convert(in StoredMessage message, Device device, ISpecSource specs, TelemetryBatch batch, ConversionNotes notes)
    {
        var context = new ConversionContext(message, device, specs, batch, notes, batch.Readings.Length);
        var refusal = Take(context);
        if (refusal is null) return null;
        batch.TakeBackTo(context.First);
        notes.Clear();
        return refusal;
    }

    private Refusal? Take(in ConversionContext context)
    {
        var message = context.Message;
        if (message.Product is { } product && product != context.Device.Product) return Mismatch(product, context.Device);
        if (message.Payload.IsEmpty) return new(Reason.PayloadEmpty, "The payload is empty.", 0);
        return message.Role switch
        {
            MessageRole.Telemetry => message.Format switch
            {
                PayloadFormat.Json => Json(context),
                PayloadFormat.Csv => CsvTelemetry.Convert(context),
                _ => _payloads.Convert(context),
            },
            MessageRole.ProvisioningComplete => ProvisioningReader.Read(context),
            MessageRole.AlertReport => AlertReportReader.Read(context),
            MessageRole.ControlResult => ControlResultReader.Read(context),
            _ => null,
        };
    }

    private Refusal? Json(in ConversionContext context) =>
        context.Specs.SpecOf(context.Device)?.Spec is { Json: { } paths } spec
            ? _paths.Convert(context, paths, spec.Version)
            : _json.Convert(context);

    internal static Refusal Mismatch(ProductId claimed, Device device) =>
        new(Reason.ProductMismatch, $"The message says product '{claimed}', the registry says '{device.Product}'.");
}
