{{- define "rollcall.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "rollcall.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "rollcall.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: rollcall
{{ include "rollcall.selector" . }}
{{- end }}

{{- define "rollcall.image" -}}
{{- $repository := required "image.repository is required: build the image with the Dockerfile of Rollcall" .Values.image.repository }}
{{- if .Values.image.digest }}{{ $repository }}@{{ .Values.image.digest }}{{ else }}{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "rollcall.databaseUrl" -}}
{{- if .Values.cluster.enabled }}jdbc:postgresql://{{ include "rollcall.name" . }}-database-rw:5432/rollcall{{ else }}{{ required "database.url is required unless cluster.enabled" .Values.database.url }}{{ end }}
{{- end }}

{{- define "rollcall.databaseSecret" -}}
{{- if .Values.cluster.enabled }}{{ include "rollcall.name" . }}-database-app{{ else }}{{ required "secrets.database is required unless cluster.enabled" .Values.secrets.database }}{{ end }}
{{- end }}

{{- define "rollcall.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "rollcall.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "rollcall.env" -}}
- name: SPRING_CONFIG_IMPORT
  value: configtree:/run/secrets/rollcall/
- name: SPRING_DATASOURCE_URL
  value: {{ include "rollcall.databaseUrl" . | quote }}
- name: SPRING_APPLICATION_JSON
  value: {{ .Values.settings | toJson | quote }}
{{- with .Values.env }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "rollcall.mounts" -}}
- name: tmp
  mountPath: /tmp
- name: secrets
  mountPath: /run/secrets/rollcall
  readOnly: true
{{- end }}

{{- define "rollcall.volumes" -}}
- name: tmp
  emptyDir: {}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ include "rollcall.databaseSecret" . }}
          items:
            - key: username
              path: spring.datasource.username
            - key: password
              path: spring.datasource.password
      - secret:
          name: {{ required "secrets.masterKey is required" .Values.secrets.masterKey }}
          items:
            - key: master-key
              path: rollcall.personal-data.master-key
      {{- range .Values.secrets.settings }}
      - secret:
          name: {{ .secret }}
          items:
            - key: {{ .key | quote }}
              path: {{ .setting | quote }}
      {{- end }}
{{- end }}
