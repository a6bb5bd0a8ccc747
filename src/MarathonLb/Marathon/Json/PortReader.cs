using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>Reads the lists of ports that an app has in five places.</summary>
internal sealed class PortReader(FieldReader fields)
{
    private readonly List<int> _numbers = [];
    private readonly List<PortMapping> _mappings = [];

    /// <summary>The numbers of the member just named, as in <c>"ports":[10000,10001]</c>.</summary>
    public int[] ReadNumbers(ref Utf8JsonReader json)
    {
        _numbers.Clear();
        if (!fields.EnterList(ref json)) return [];
        while (fields.NextElement(ref json))
        {
            if (fields.CurrentNumber(ref json) is { } number) _numbers.Add(number);
        }

        return [.. _numbers];
    }

    /// <summary>One number of each object in the member just named, as in <c>"portDefinitions":[{"port":10000}]</c>; null without a list.</summary>
    public int[]? ReadNumbersOf(ref Utf8JsonReader json, ReadOnlySpan<byte> wanted)
    {
        _numbers.Clear();
        if (!fields.EnterList(ref json)) return null;
        while (fields.NextElement(ref json))
        {
            if (!fields.IsObject(ref json)) continue;
            int? number = null;
            while (fields.NextMember(ref json))
            {
                if (fields.Name(ref json).SequenceEqual(wanted)) number = fields.Number(ref json);
                else fields.Skip(ref json);
            }

            if (number is { } present) _numbers.Add(present);
        }

        return [.. _numbers];
    }

    /// <summary>The mappings of the member just named, as in <c>"portMappings":[{"containerPort":80,"hostPort":0,"servicePort":10000}]</c>.</summary>
    public PortMapping[] ReadMappings(ref Utf8JsonReader json)
    {
        _mappings.Clear();
        if (!fields.EnterList(ref json)) return [];
        while (fields.NextElement(ref json))
        {
            if (!fields.IsObject(ref json)) continue;
            int? containerPort = null, servicePort = null;
            while (fields.NextMember(ref json))
            {
                ReadOnlySpan<byte> name = fields.Name(ref json);
                if (name.SequenceEqual("containerPort"u8)) containerPort = fields.Number(ref json);
                else if (name.SequenceEqual("servicePort"u8)) servicePort = fields.Number(ref json);
                else fields.Skip(ref json);
            }

            _mappings.Add(new PortMapping(containerPort, servicePort));
        }

        return [.. _mappings];
    }
}
