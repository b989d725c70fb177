using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules;

/// <summary>A device's rule states as bytes and back. The first byte is the form; another form is read as nothing.</summary>
internal static class RuleStateCodec
{
    private const byte Current = 1;

    /// <returns>A body of null when there is nothing to keep.</returns>
    public static KeptRuleState Write(DeviceRules device)
    {
        var count = 0;
        foreach (var state in device.States) count += IsKept(state) ? 1 : 0;
        if (count == 0) return new(device.Id, null);
        using var bytes = new MemoryStream(128);
        using var to = new BinaryWriter(bytes);
        to.Write(Current);
        to.Write7BitEncodedInt(count);
        foreach (var state in device.States)
        {
            if (IsKept(state)) Write(to, state);
        }

        to.Flush();
        return new(device.Id, bytes.ToArray());
    }

    public static DeviceRules Read(KeptRuleState kept)
    {
        var device = new DeviceRules(kept.Device) { IsSaved = true };
        using var from = new BinaryReader(new MemoryStream(kept.Body ?? []));
        if (kept.Body is not [Current, ..]) return device;
        from.ReadByte();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--) Read(from, device);
        return device;
    }

    private static bool IsKept(RuleState state) =>
        state.Open || (state.Program is { } program ? !program.Watch.IsRecalled && !program.Watch.IsIdle(state) : state.Form != 0);

    private static void Write(BinaryWriter to, RuleState state)
    {
        to.Write(state.RuleId);
        to.Write(state.Form);
        to.Write((byte)((state.Open ? 1 : 0) | (state.Shadow ? 2 : 0) | (state.FromRule ? 4 : 0) | (state.Evidence is null ? 0 : 8) | (state.Level == 0 ? 0 : 16)));
        to.Write7BitEncodedInt(state.Changed.Shard);
        to.Write7BitEncodedInt64(state.Changed.Sequence);
        to.Write7BitEncodedInt64(state.ChangedTick);
        to.Write7BitEncodedInt(state.Last.Shard);
        to.Write7BitEncodedInt64(state.Last.Sequence);
        to.Write7BitEncodedInt64(state.LastTime);
        to.Write7BitEncodedInt64(state.Since);
        to.Write7BitEncodedInt64(state.ClearSince);
        to.Write7BitEncodedInt64(state.Due);
        to.Write7BitEncodedInt64(state.DueAt);
        if (state.Evidence is not null) to.Write(state.Evidence);
        to.Write7BitEncodedInt(state.Count);
        to.Write7BitEncodedInt(state.Times.Length);
        foreach (var time in state.Times) to.Write7BitEncodedInt64(time);
        to.Write7BitEncodedInt(state.Values.Length);
        foreach (var value in state.Values) to.Write(value);
        if (state.Level == 0) return;
        to.Write7BitEncodedInt(state.Level);
        to.Write7BitEncodedInt64(state.LevelSince);
    }

    private static void Read(BinaryReader from, DeviceRules device)
    {
        var state = device.Add(from.ReadString());
        state.Form = from.ReadUInt32();
        var flags = from.ReadByte();
        (state.Open, state.Shadow, state.FromRule) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
        state.Changed = new(from.Read7BitEncodedInt(), from.Read7BitEncodedInt64());
        state.ChangedTick = from.Read7BitEncodedInt64();
        state.Last = new(from.Read7BitEncodedInt(), from.Read7BitEncodedInt64());
        state.LastTime = from.Read7BitEncodedInt64();
        state.Since = from.Read7BitEncodedInt64();
        state.ClearSince = from.Read7BitEncodedInt64();
        state.SetTimer(from.Read7BitEncodedInt64(), from.Read7BitEncodedInt64());
        if ((flags & 8) != 0) state.Evidence = from.ReadString();
        state.Count = from.Read7BitEncodedInt();
        state.Times = new long[from.Read7BitEncodedInt()];
        for (var i = 0; i < state.Times.Length; i++) state.Times[i] = from.Read7BitEncodedInt64();
        state.Values = new double[from.Read7BitEncodedInt()];
        for (var i = 0; i < state.Values.Length; i++) state.Values[i] = from.ReadDouble();
        if ((flags & 16) != 0) (state.Level, state.LevelSince) = (from.Read7BitEncodedInt(), from.Read7BitEncodedInt64());
    }
}
